import type {ChainClient} from '../client.ts';
import {hex} from '../connection/schemas.ts';
import {NoNodeError} from '../errors.ts';
import type {RuntimeMethod} from '../runtime/runtime-api.ts';
import type {Value} from '../value.ts';

/**
Ask a runtime API about an extrinsic, whose bytes are passed as they are.

@param input The arguments, as hex.
@param at Hash of a block. @default The best block

@throws {NoNodeError} If the answer does not decode.
*/
export async function askRuntime(
	client: ChainClient,
	{name, decodeWhole}: RuntimeMethod,
	input: string,
	at?: string,
): Promise<Value> {
	const parameters = at === undefined ? [name, input] : [name, input, at];
	const answer = await client.rpc.request('state_call', parameters, hex);
	try {
		return decodeWhole(answer);
	} catch (error) {
		const {url} = client.status.getSnapshot();
		throw new NoNodeError(url, {about: name, said: answer}, {cause: error});
	}
}
