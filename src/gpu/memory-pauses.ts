/**
How long to wait, in milliseconds, before each further try of what found no memory even alone. It was another program's doing, which may be over soon; after the last try it is refused.
*/
export const memoryPauses: readonly number[] = [100, 400, 900];
