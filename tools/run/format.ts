import { runTool } from '../check/run-tool.ts'

/** `npm run format`: puts every file into the one format. */
const result = runTool('@biomejs/biome/bin/biome', ['check', '--write', '.'])
process.stdout.write(result.output)
process.exitCode = result.status
