import type { Command } from './codec.ts';

const REBIRTH = 'Node Control/Rebirth';

/** What an NCMD message amounts to. */
export interface CommandReading {
  readonly asksForRebirth: boolean;
  /** Commands this node does not have. The plant is never written from here. */
  readonly ignored: number;
}

/** `commands` is undefined when the message could not be read, which counts as one that is ignored. */
export function readCommands(commands: readonly Command[] | undefined): CommandReading {
  if (commands === undefined) return { asksForRebirth: false, ignored: 1 };
  const rebirths = commands.filter(({ name, flag }) => name === REBIRTH && flag === true);
  return { asksForRebirth: rebirths.length > 0, ignored: commands.length - rebirths.length };
}
