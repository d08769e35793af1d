import { createContext } from 'react';

/** The one item of a drawing that Tab goes to: the last that had the focus. */
export const TabStopContext = createContext<string | undefined>(undefined);
