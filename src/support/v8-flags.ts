import {setFlagsFromString} from 'node:v8';

/**
Leave out the last and dearest tier of the compiler.

What runs once a second does not earn back what that tier costs, and is compiled by it again and again as what is drawn changes: a fifth of the processor time, measured over minutes.
*/
export function skipTopTier(): void {
	setFlagsFromString('--no-opt');
}

/**
Let the young part of the heap grow no further.

What is drawn each second leaves much behind and keeps little, and V8 would give it ever more room before it tidies up: 166 MiB resident after a minute, against 128 when the growth ends after some seconds, at the same cost. From the very start it would cost half as much processor time again.
*/
export function stopYoungHeapGrowth(): void {
	setFlagsFromString('--semi-space-growth-factor=1');
}
