import 'uplot/dist/uPlot.min.css';
import uPlot from 'uplot';

/** uPlot with its style, in a chunk of its own. */
export const Plot = uPlot;
