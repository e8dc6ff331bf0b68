import { bites, steps } from './steps.ts'

export type CheckCount = { readonly passed: number; readonly failed: number }

/** Runs every step, then proves that the rules bite: each deliberate violation must be reported by the very same rules. */
export function check(write: (text: string) => void): CheckCount {
  let passed = 0
  let failed = 0
  for (const step of steps) {
    const result = step.run()
    if (result.status === 0) {
      passed += 1
      write(`ok    ${step.name}\n`)
    } else {
      failed += 1
      write(`FAIL  ${step.name}\n${result.output}\n`)
    }
  }
  for (const bite of bites) {
    const result = bite.run()
    if (result.status !== 0 && bite.says.test(result.output)) {
      passed += 1
    } else {
      failed += 1
      write(`FAIL  the rule does not bite: ${bite.rule}\n${result.output}\n`)
    }
  }
  write(`ok    ${bites.length} deliberate violations looked for\n`)
  return { passed, failed }
}
