import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { bugNames, isBugName } from './bugs/bug-names.ts'
import { makeSchedule } from './make-schedule.ts'
import { runSchedule } from './run-schedule.ts'
import { readSchedule, type Schedule } from './schedule.ts'
import { shrink } from './shrink.ts'
import { openShopImages } from './world/shop-images.ts'

/**
 * Plays seeded schedules of a shop's payments, each with its faults, and compares the books. See docs/how-to/replay-a-schedule.md.
 * Exit code 1 when something does not hold; each failing seed is shrunk and saved. `--json`: one object a line, the last one the summary.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '500' },
    from: { type: 'string', default: '1' },
    replay: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    'stop-at-first': { type: 'boolean', default: false },
    'no-save': { type: 'boolean', default: false },
  },
})

const saved = resolve(import.meta.dirname, '../../regressions/payments')
const whole = (text: string, name: string): number => {
  if (/^[1-9]\d{0,7}$/.test(text)) return Number(text)
  process.stderr.write(`cashwrap: --${name} is "${text}"; it must be a whole number from 1.\n`)
  process.exit(2)
}
const say = (text: string): void => {
  if (!values.json) process.stdout.write(`${text}\n`)
}
const tell = (fact: object): void => {
  if (values.json) process.stdout.write(`${JSON.stringify(fact)}\n`)
}

/** What is to be played, by name. */
function* schedules(): Generator<{
  readonly name: string
  readonly schedule: Schedule
  readonly isSaved: boolean
}> {
  for (const path of values.replay) {
    const files = path.endsWith('.json')
      ? [path]
      : readdirSync(path)
          .filter((name) => name.endsWith('.json'))
          .sort()
          .map((name) => join(path, name))
    for (const file of files) {
      yield { name: file, schedule: readSchedule(JSON.parse(readFileSync(file, 'utf8'))), isSaved: true }
    }
  }
  if (values.replay.length > 0) return
  const from = whole(values.from, 'from')
  for (let seed = from; seed < from + whole(values.seeds, 'seeds'); seed += 1)
    yield { name: String(seed), schedule: makeSchedule(String(seed)), isSaved: false }
}

const bug = process.env['CASHWRAP_SCHEDULE_BUG']
if (bug !== undefined && !isBugName(bug)) {
  process.stderr.write(`cashwrap: there is no bug "${bug}"; there are ${bugNames.join(', ')}.\n`)
  process.exit(2)
}

const images = await openShopImages()
const startedMs = performance.now()
const total = { played: 0, failed: 0, faults: 0, comparisons: 0, simulatedMs: 0 }

for (const { name, schedule, isSaved } of schedules()) {
  const report = await runSchedule(images, schedule)
  total.played += 1
  total.faults += report.faultsFired
  total.comparisons += report.looks
  total.simulatedMs += report.simulatedMs
  if (values.trace) say(report.trace.join('\n'))
  if (report.findings.length === 0) {
    tell({ seed: name, digest: report.digest, findings: [] })
    continue
  }
  total.failed += 1
  const first = kindOf(report.findings[0] ?? '')
  say(`seed ${name}:\n${report.findings.map((finding) => `  ${finding}`).join('\n')}`)
  const keepsFailing = async (candidate: Schedule): Promise<boolean> =>
    (await runSchedule(images, candidate)).findings.some((finding) => kindOf(finding) === first)
  let file: string | null = null
  if (!isSaved && !values['no-save']) {
    const small = await shrink(schedule, keepsFailing)
    mkdirSync(saved, { recursive: true })
    file = join(saved, `${name}.json`)
    const note = report.findings.slice(0, 5).join(' | ').slice(0, 600)
    writeFileSync(file, `${JSON.stringify({ note, ...small }, null, 2)}\n`)
    say(
      `  shrunk from ${schedule.steps.length} steps and ${schedule.faults.length} faults to ${small.steps.length} and ${small.faults.length}\n  play it again: npm run schedules -- --replay ${file} --trace\n  unshrunk:      npm run schedules -- --from ${name} --seeds 1 --trace`,
    )
  }
  tell({ seed: name, digest: report.digest, findings: report.findings, savedAs: file })
  if (values['stop-at-first']) break
}

const tookMs = performance.now() - startedMs
const perSecond = (total.played / tookMs) * 1_000
tell({ summary: { ...total, tookMs: Math.round(tookMs), schedulesPerSecond: Number(perSecond.toFixed(1)) } })
say(
  `${total.played} schedules, ${total.failed} failed; ${total.faults} faults, ${total.comparisons} comparisons of the books in the middle of runs, ${Math.round(total.simulatedMs / 60_000)} simulated minutes, ${perSecond.toFixed(1)} schedules a second`,
)
process.exit(total.failed === 0 ? 0 : 1)

/** A finding without its ids and amounts, so that a smaller schedule may find the same thing about another payment. */
function kindOf(finding: string): string {
  return finding.replaceAll(/[\w-]*\d[\w-]*/g, '#').slice(0, 80)
}
