import {setFlagsFromString} from 'node:v8';

/**
Disable the last and most expensive tier of the compiler.

Code that runs once a second never earns back the cost of that tier, and is recompiled each time the drawn content changes: a fifth of the CPU time, measured over minutes.
*/
export function skipTopTier(): void {
	setFlagsFromString('--no-opt');
}

/**
Limit how much further the heap can grow.

Drawing once a second creates much garbage and keeps little, and V8 would let the heap grow further and further before collecting. If the young generation may grow, 166 MiB are resident after a minute, otherwise 128; if the old generation grows at V8's own rate, up to 152 MiB after ten minutes, against 120 when it grows by a tenth. Set at startup, either limit would cost a lot of CPU time.
*/
export function holdHeap(): void {
	setFlagsFromString('--semi-space-growth-factor=1');
	setFlagsFromString('--heap-growing-percent=10');
}

/**
Stop optimizing code that has not been optimized yet.

Code that runs once a second becomes due after a few hundred runs, all at once: 10 MiB more memory, and no CPU time saved. Code that runs for every cell and row is compiled within the first minute.
*/
export function stopCompiling(): void {
	setFlagsFromString('--no-maglev');
}
