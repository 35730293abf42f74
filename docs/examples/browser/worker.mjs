// The ready worker. A bundler makes one file of it: npx rolldown worker.mjs --file worker.js --platform browser
import '@planwright/runtime/worker';
