import path from 'node:path';
import {onTestFinished} from 'vitest';
import {readDecoderShape} from '../../../src/gpu/onnx/decoder/decoder-shape.ts';
import {openSession, type OpenSession} from '../../../src/gpu/onnx/open-session.ts';
import {fixtureFolder} from './load-fixture.ts';

/** Open the file of a decoder's folder; it is released when the test is over. */
export async function openDecoder(folder: string) {
	const opened = await openSession({
		model: path.join(folder, 'model.onnx'),
		device: 'cpu',
		threads: 1,
		prepare: async (value: OpenSession) => ({ok: true, value}),
	});
	if (!opened.ok) {
		throw new Error(opened.problem);
	}

	const {runtime, session} = opened.value;
	const shape = readDecoderShape(session);
	if (typeof shape === 'string') {
		throw new TypeError(shape);
	}

	onTestFinished(async () => session.release());
	return {runtime, session, shape};
}

/** Open the file of the tiny decoder likewise. */
export const openFixtureDecoder = async () => openDecoder(fixtureFolder('decoder'));
