import { PlantroomError } from '../domain/errors.ts';
import type { CommandContext } from './command.ts';

/** Runs a command; a coded failure becomes its message and exit code 1, and only what nobody expected a stack trace. */
export async function startCommand(
  start: (context: CommandContext) => Promise<number>,
  context: CommandContext,
  asJson: boolean,
): Promise<number> {
  try {
    return await start(context);
  } catch (cause) {
    if (!(cause instanceof PlantroomError)) throw cause;
    const { code, message } = cause;
    if (asJson) context.print(JSON.stringify({ ok: false, error: { code, message } }, null, 2));
    else context.warn(message);
    return 1;
  }
}
