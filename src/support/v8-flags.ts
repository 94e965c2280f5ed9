import {setFlagsFromString} from 'node:v8';

/**
Leave out the last and dearest tier of the compiler.

What runs once a second does not earn back what that tier costs, and is compiled by it again and again as what is drawn changes: a fifth of the processor time, measured over minutes.
*/
export function skipTopTier(): void {
	setFlagsFromString('--no-opt');
}

/**
Let the heap grow hardly any further.

What is drawn each second leaves much behind and keeps little, and V8 would give it ever more room before it tidies up. While the young part grows, 166 MiB are resident after a minute, against 128; while the old part grows by V8's own measure, up to 152 after ten minutes, against 120 when it grows by a tenth. From the very start, either would cost much processor time.
*/
export function holdHeap(): void {
	setFlagsFromString('--semi-space-growth-factor=1');
	setFlagsFromString('--heap-growing-percent=10');
}

/**
Leave what is not compiled well by now as it is.

What runs once a second comes due after some hundred times, all at once: 10 MiB more, for no less processor time than before. What runs for every cell and row is compiled within the first minute.
*/
export function stopCompiling(): void {
	setFlagsFromString('--no-maglev');
}
