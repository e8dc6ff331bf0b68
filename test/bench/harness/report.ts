import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem, type } from 'node:os'
import { dirname } from 'node:path'
import { type BenchLine, isMet, type Measured } from './line.ts'

/** What a figure cannot be read without. */
export type Machine = {
  readonly node: string
  readonly system: string
  readonly cpu: string
  readonly cores: number
  readonly memoryGiB: number
}

export function thisMachine(): Machine {
  const processors = cpus()
  return {
    node: process.version,
    system: `${type()} ${process.arch}`,
    cpu: processors[0]?.model.trim() || 'unknown',
    cores: processors.length,
    memoryGiB: Number((totalmem() / 2 ** 30).toFixed(1)),
  }
}

/** The report as it is kept in the tree: one entry a line, with its spread. */
export function reportOf(measured: readonly Measured[], machine: Machine, atMs: number) {
  return {
    date: new Date(atMs).toISOString(),
    ...machine,
    lines: measured.map(({ line, details }) => ({ ...line, met: isMet(line), details })),
  }
}

export function writeReport(path: string, report: ReturnType<typeof reportOf>): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`)
}

/** For a person: one line each, and below it what it was held against. */
export function readable({ line, details }: Measured): string {
  const met = isMet(line)
  const sign = line.direction === 'lower' ? '≤' : '≥'
  const verdict = met === null ? 'no target' : `${met ? 'met' : 'MISSED'}: target ${sign} ${line.target}`
  const spread = `p50 ${details['candidateP50Ms']} ms against ${details['limitP50Ms']} ms, ${line.rounds} rounds`
  return `${line.name.padEnd(26)} ${formatValue(line).padStart(14)}   ${verdict}\n${' '.repeat(27)}ratio ${line.ratio}; ${spread}\n${' '.repeat(27)}${line.versus}\n`
}

const formatValue = ({ value, unit }: BenchLine): string => `${value} ${unit}`
