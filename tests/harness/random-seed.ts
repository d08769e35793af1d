import fc from 'fast-check';

/** The same for everybody, so that a red run is red again on the next machine. `PLANTROOM_SEED=random` looks further. */
const USUAL_SEED = 20_260_105;

const wanted = process.env.PLANTROOM_SEED;
if (wanted !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wanted ?? USUAL_SEED) });
