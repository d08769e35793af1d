import type { DriverContext, DriverDefinition } from '../ports/driver.ts';
import type { CommandContext } from './command.ts';
import { findRunningGateway, type GatewayPlaces } from './running-gateway.ts';

export interface SecondReader {
  readonly driver: DriverDefinition;
  readonly context: DriverContext;
}

/** Which lines carry one question at a time at a fixed speed, so that a second reader garbles what the first one hears. */
function serialLines(readers: readonly SecondReader[]): string[] {
  return readers.flatMap(({ driver, context }) => {
    // Making a link opens nothing.
    const link = driver.create({ ...context, stateFolder: undefined });
    return link.style === 'polled' && link.isSerialLine ? [context.connectionId] : [];
  });
}

/**
 * Why this command must not read now: a running gateway uses one of the serial lines. On other lines the two only share
 * the device's time, which is told. `isForced` turns a refusal into a warning.
 */
export async function refuseSecondReader(
  readers: readonly SecondReader[],
  { http }: Pick<GatewayPlaces, 'http'>,
  dataFolder: string,
  isForced: boolean,
  context: CommandContext,
): Promise<string | undefined> {
  const gateway = await findRunningGateway({ dataFolder, http, env: context.env });
  if (gateway === undefined) return undefined;
  const lines = serialLines(readers);
  if (lines.length === 0) {
    context.warn(`Note: ${gateway}; it goes on reading meanwhile, so answers may take longer.`);
    return undefined;
  }
  const why = `${gateway}, and a second reader disturbs the serial line ${lines.join(', ')}`;
  if (!isForced) return `${why}. Stop the gateway first, or give --force.`;
  context.warn(`Warning: ${why}; both will see errors.`);
  return undefined;
}
