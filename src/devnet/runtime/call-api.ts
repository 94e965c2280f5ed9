import type {ApiMethod} from '../pallet/runtime-apis.ts';
import {struct} from '../scale/composites.ts';
import {createScratch, type Cells} from '../state/cells.ts';
import {createState} from '../state/typed-state.ts';

/**
Call a runtime API on the values stored at a block. The method's writes are discarded.

@param input - The SCALE arguments, concatenated.
@returns The SCALE-encoded answer.
*/
export function callApi(
	{inputs, output, run}: ApiMethod,
	input: Uint8Array,
	cells: Cells,
	number: number,
): Uint8Array {
	const state = createState(createScratch(cells), number);
	return output.encode(run(state, struct([], inputs).decode(input)));
}
