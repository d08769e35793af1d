import type { LoadedSite } from '../../config/load.ts';
import { answer, refuse } from '../answer.ts';
import { type CommandContext, defineCommand, type OptionValues } from '../command.ts';
import { CONFIG, DATA, JSON_OUTPUT } from '../common-options.ts';
import { checkDataFolder } from '../doctor/data-folder.ts';
import { checkConnection } from '../doctor/field.ts';
import { type Finding, failing, fine } from '../doctor/finding.ts';
import { checkClock, checkNode, checkSync, readClockSync } from '../doctor/machine.ts';
import { checkSink, checkWebPort } from '../doctor/web.ts';
import { dataFolderOf, stateFolderOf } from '../field.ts';
import { inParallel } from '../in-parallel.ts';
import { countMistakes, loadSiteFile, NO_SITE_FILE, siteFile } from '../site.ts';
import { textTable } from '../text-table.ts';

const MOST_AT_ONCE = 16;

const options = { config: CONFIG, data: DATA, json: JSON_OUTPUT } as const;
type Given = OptionValues<typeof options>;

export const doctor = defineCommand({
  name: 'doctor',
  summary: 'look whether this machine, the site file and everything it names are fit to run, and what to do',
  details: 'Exit code 1 when something fails; a warning alone is 0. Devices are not asked anything: that is `test`.',
  options,
  async run(given, context) {
    const file = siteFile(given, context.env);
    if (file === undefined) return refuse(given, context, NO_SITE_FILE, 2);
    const result = loadSiteFile(file, context.env);
    const loaded = result.ok ? result.value : undefined;
    const siteFinding = result.ok
      ? fine('site file', `${file}: ${result.value.site.points.length} points`)
      : failing(
          'site file',
          `${file}: ${countMistakes(result.mistakes.length)}`,
          '`check` lists them with their places.',
        );
    const findings = [
      ...(await machineFindings(loaded, context)),
      siteFinding,
      ...(await siteFindings(loaded, given, context)),
    ];
    const ok = findings.every(({ state }) => state !== 'fail');
    answer(given, context, { ok, findings }, () => findingLines(findings));
    return ok ? 0 : 1;
  },
});

async function machineFindings(loaded: LoadedSite | undefined, { clock }: CommandContext): Promise<Finding[]> {
  const zone = loaded?.site.timeZone;
  return [checkNode(process.versions.node), checkClock(clock.nowMs(), zone), checkSync(await readClockSync())];
}

const DEFAULT_FLOOR_BYTES = 500_000_000;

async function siteFindings(loaded: LoadedSite | undefined, given: Given, context: CommandContext): Promise<Finding[]> {
  const dataFolder = dataFolderOf(given, context.env);
  const folder = checkDataFolder(dataFolder, loaded?.retention.freeDiskBytes ?? DEFAULT_FLOOR_BYTES);
  if (loaded === undefined) return folder;
  const { site, sinks, http } = loaded;
  const stateFolder = stateFolderOf(dataFolder);
  const [port, connections, databases] = await Promise.all([
    checkWebPort(http, context.env),
    inParallel(site.connections, MOST_AT_ONCE, (connection) => checkConnection(connection, stateFolder, context)),
    inParallel(sinks, MOST_AT_ONCE, checkSink),
  ]);
  return [...folder, port, ...connections.flat(), ...databases];
}

const MARKS: Readonly<Record<Finding['state'], string>> = { ok: 'ok', warn: 'WARN', fail: 'FAIL' };

function findingLines(findings: readonly Finding[]): string[] {
  const table = textTable(findings.map(({ state, what, detail }) => [MARKS[state], what, detail]));
  const lines = table.flatMap((line, index) => {
    const advice = findings[index]!.advice;
    return advice === undefined ? [line] : [line, `      → ${advice}`];
  });
  const count = (state: Finding['state']): number => findings.filter((finding) => finding.state === state).length;
  return [...lines, `${count('ok')} ok, ${count('warn')} to look at, ${count('fail')} failing`];
}
