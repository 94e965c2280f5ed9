import type {ApiMethod} from '../pallet/runtime-apis.ts';
import {struct} from '../scale/composites.ts';
import {createScratch, type Cells} from '../state/cells.ts';
import {createState} from '../state/typed-state.ts';

/**
Answer a runtime API from the values stored at a block. What the method writes is forgotten.

@param input - The arguments as SCALE, one after the other.
@returns The answer as SCALE.
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
