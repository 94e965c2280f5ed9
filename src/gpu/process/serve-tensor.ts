import {isOutOfMemory} from '../onnx/out-of-memory.ts';
import type {OnnxSession} from '../onnx/onnx-session.ts';
import type {FromEngine, PassMessage} from './engine-messages.ts';
import type {Service} from './service.ts';

/**
Serve a model of rows: one pass after the other.
*/
export function serveTensor(session: OnnxSession): Service {
	const {engine, provider, shape, notes} = session;
	const {inputDims, outputDims} = shape;
	return {
		loaded: {type: 'loaded', engine, provider, inputDims, outputDims, notes},
		async answer(message, tell) {
			if (message.type === 'run') {
				await tell(await runPass(session, message));
			}
		},
		close: session.close,
	};
}

async function runPass(
	session: OnnxSession,
	{id, rows, slot, data}: PassMessage,
): Promise<FromEngine> {
	try {
		return {type: 'ran', id, slot, data: await session.run(data, rows)};
	} catch (error) {
		const problem = error instanceof Error ? error.message : String(error);
		return {type: 'failed', id, isOutOfMemory: isOutOfMemory(problem), problem};
	}
}
