export {readDataFolder} from './data-folder.js';
export type {DataFiles} from './data-folder.js';
export {writeFileAtomic} from './write-file.js';
