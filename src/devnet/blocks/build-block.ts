import type {Extrinsic} from '../extrinsic/extrinsic.ts';
import {beginBlock, endBlock} from '../frame/system/block.ts';
import type {StateHistory} from '../state/history.ts';
import {createExecution, type Execution} from './execution.ts';
import {createFilling, type FillingOptions} from './filling.ts';
import type {Block} from './header.ts';
import {parentOf, sealBlock, type BuiltBlock} from './seal.ts';

export type BuildOptions = FillingOptions & {
	readonly history: StateHistory;
	readonly parent: Block;
	/** Milliseconds since the Unix epoch. */
	readonly now: number;
	/** The waiting extrinsics, best first. */
	readonly waiting: readonly Extrinsic[];
	/** Whether there is time for another extrinsic. */
	readonly hasTime: () => boolean;
};

/**
Build the next block: hooks, inherents, waiting extrinsics, hooks again; then seal it.

@throws Errors of hooks; the state is then unchanged.
*/
export function buildBlock(options: BuildOptions): BuiltBlock {
	const {history, runtime, parent} = options;
	const number = parent.header.number + 1;
	const mark = history.mark();
	try {
		const execution = createExecution({runtime, history, number});
		const extrinsics = fill(execution, options);
		endBlock(history, execution.context, execution.events);
		return sealBlock(history, parentOf(parent), extrinsics);
	} catch (error) {
		history.rollBack(mark);
		throw error;
	}
}

function fill(execution: Execution, options: BuildOptions): readonly Extrinsic[] {
	const {context} = execution;
	const {runtime, parent, now, waiting, hasTime} = options;
	beginBlock(context, parent.hash);
	for (const {hooks} of runtime.pallets) {
		hooks.onInitialize?.(context);
	}

	const filling = createFilling(execution, options);
	for (const {inherents} of runtime.pallets) {
		for (const call of inherents?.({...context, now}) ?? []) {
			filling.add(runtime.format.writeBare(call));
		}
	}

	for (const [position, extrinsic] of waiting.entries()) {
		// One is always included, so that slow hooks cannot keep the pool from draining.
		const isInTime = position === 0 || hasTime();
		if (!isInTime || !filling.add(extrinsic)) {
			break;
		}
	}

	execution.enter({type: 'Finalization'});
	for (const {hooks} of runtime.pallets) {
		hooks.onFinalize?.(context);
	}

	return filling.extrinsics;
}
