import type { Arguments } from './arguments.ts';
import { type Environment, readSite } from './site.ts';

/** Reads the site file and says what it holds, or every mistake in it. */
export async function check(args: Arguments, env: Environment): Promise<number> {
  const loaded = readSite(args, env);
  if (!loaded) return 1;
  const { site } = loaded;
  const devices = site.connections.reduce((sum, connection) => sum + connection.devices.length, 0);
  console.log(
    `${loaded.file}: ${site.points.length} points of ${site.equipment.length} pieces of equipment, ` +
      `${devices} devices on ${site.connections.length} connections, ${site.conditions.length} alarm conditions`,
  );
  console.log(`  priorities: ${prioritySplit(site.conditions)}`);
  return 0;
}

function prioritySplit(conditions: readonly { readonly priority: string }[]): string {
  const share = (priority: string): string => {
    const count = conditions.filter((condition) => condition.priority === priority).length;
    return `${priority} ${count} (${conditions.length > 0 ? ((100 * count) / conditions.length).toFixed(1) : '0'} %)`;
  };
  return ['P1', 'P2', 'P3', 'P4'].map(share).join(', ');
}
