/** Machine first, then what is the matter with it. What names the machine already, in full or by its first word, does not name it again. */
export function joinName(machine: string, what: string): string {
  if (what.startsWith(machine)) return what;
  const [first = '', ...rest] = what.split(' ');
  const repeats = rest.length > 0 && first === machine.split(' ')[0];
  return `${machine} ${repeats ? rest.join(' ') : what}`;
}

/** Whether a site has written the id of a machine into its name, so that it need not stand beside it again. */
export const namesItself = (id: string, name: string): boolean => name.split(/\s+/).includes(id);
