// Prints `passed failed skipped` of a report as vitest's JSON reporter writes it; fails where there is none.
import { readFileSync } from 'node:fs'

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const { numPassedTests, numFailedTests, numTotalTests } = report
// A file that could not be loaded has failed without a test that failed.
const broken = (report.testResults ?? []).filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
)
for (const file of broken) console.error(`could not run ${file.name}: ${file.message}`)
console.log(numPassedTests, numFailedTests + broken.length, numTotalTests - numPassedTests - numFailedTests)
