// Prints `passed failed skipped` of a report as vitest's JSON reporter writes it, then a line for each test that failed;
// fails where there is no report.
import { readFileSync } from 'node:fs'

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const { numPassedTests, numFailedTests, numTotalTests } = report
// A file that could not be loaded has failed without a test that failed.
const broken = (report.testResults ?? []).filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
)
for (const file of broken) console.error(`could not run ${file.name}: ${file.message}`)
console.log(numPassedTests, numFailedTests + broken.length, numTotalTests - numPassedTests - numFailedTests)
for (const { name, assertionResults } of report.testResults ?? [])
  for (const { status, fullName, failureMessages } of assertionResults)
    if (status === 'failed')
      console.log(
        `${name.replace(/^.*\/test\//, '')}: ${fullName}: ${failureMessages[0]?.split('\n', 1)[0].slice(0, 300)}`,
      )
