/** Ends a test run with one plain line, `N passed, N failed`, that any log reader understands. */
export default class SummaryReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const count = {passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0};
    for (const module of modules) {
      count.failed += module.errors().length;
      for (const test of module.children.allTests()) count[test.result().state]++;
    }
    const skipped = count.skipped + count.pending;
    console.log(`\n${count.passed} passed, ${count.failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  }
}
