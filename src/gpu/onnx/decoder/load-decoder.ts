import type {LanguageModel, LoadLanguageModel} from '../../language/language-model.ts';
import {prepareSeq2seq} from '../seq2seq/seq2seq.ts';
import {openSession, type OpenSession, type Prepared} from '../open-session.ts';
import {prepareDecoder} from './decoder.ts';
import {hasCache} from './decoder-shape.ts';
import {prepareEncoder} from './encoder.ts';
import {readModelFolder, type ModelFolder} from './model-folder.ts';

/**
Load a language model from a folder, as Hugging Face Optimum exports it: a decoder, which continues texts; an encoder, which turns them into vectors; or both together, which answer texts by others.
*/
export const loadDecoder: LoadLanguageModel = async ({model, device, threads}) => {
	let folder: ModelFolder;
	try {
		folder = await readModelFolder(model);
	} catch (error) {
		return {ok: false, cause: 'bad-model', problem: (error as Error).message};
	}

	const opened = await openSession({
		model: folder.files[0],
		others: folder.files.slice(1),
		device,
		threads,
		// Weights of 8 bits are made floats once, rather than each time and the activations rounded with them: one and a half times as fast, and texts do not depend on their batch.
		settings: {'session.disable_quant_qdq': '1'},
		prepare: async open => prepare(open, folder),
	});
	return opened.ok ? {ok: true, model: opened.value} : opened;
};

async function prepare(open: OpenSession, folder: ModelFolder): Promise<Prepared<LanguageModel>> {
	if (open.others.length > 0) {
		return prepareSeq2seq(open, folder);
	}

	if (hasCache(open.session)) {
		return prepareDecoder(open, folder);
	}

	return open.session.outputNames.includes('last_hidden_state')
		? prepareEncoder(open, folder)
		: {
				ok: false,
				cause: 'bad-model',
				problem: 'it has neither a cache (`past_key_values`) nor the output `last_hidden_state`',
			};
}
