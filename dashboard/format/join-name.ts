/** Machine first, then what is the matter with it; a text that names the machine already is left as it is. */
export function joinName(machine: string, what: string): string {
  return what.startsWith(machine) ? what : `${machine} ${what}`;
}

/** Whether a site has written the id of a machine into its name, so that it need not stand beside it again. */
export const namesItself = (id: string, name: string): boolean => name.split(/\s+/).includes(id);
