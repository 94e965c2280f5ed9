import type {GenerateRequest, LanguageFault} from '../../language/language-model.ts';
import type {TextTokenizer} from './tokenizer.ts';

type Encoded = LanguageFault | {readonly ok: true; readonly ids: readonly number[]};

/**
Turn a prompt into tokens. A chat that the model's template does not take is `unsupported`.
*/
export function encodePrompt(prompt: GenerateRequest['prompt'], tokenizer: TextTokenizer): Encoded {
	try {
		const ids =
			typeof prompt === 'string' ? tokenizer.encode(prompt) : tokenizer.encodeChat(prompt);
		return ids.length > 0
			? {ok: true, ids}
			: {ok: false, cause: 'unsupported', problem: 'The prompt is empty'};
	} catch (error) {
		return {ok: false, cause: 'unsupported', problem: (error as Error).message};
	}
}
