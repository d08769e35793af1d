/** Size of a machine with a sign, its name and one figure. */
export const MACHINE_SIZE = { width: 150, height: 68 } as const;
