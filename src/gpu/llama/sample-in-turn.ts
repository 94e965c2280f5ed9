import type {LlamaContext} from 'node-llama-cpp';

/** The part of the library's native context that draws tokens. */
type Sampler = {readonly sampleToken: (...options: readonly unknown[]) => Promise<unknown>};

/**
Let a context draw the tokens of a batch one after the other.

The library draws them on several threads at once. The first of them that asks llama.cpp for its probabilities puts those of all texts in order, meanwhile the others read what is not theirs: texts that are made at once get words of each other. Seen with version 3.21.1, in which no public option prevents it.
*/
export function sampleInTurn(context: LlamaContext): void {
	const {_ctx: native} = context as unknown as {readonly _ctx: Sampler};
	const sample = native.sampleToken.bind(native);
	let last: Promise<unknown> = Promise.resolve();
	const draw: Sampler['sampleToken'] = async (...options) => {
		const drawn = last.then(async () => sample(...options));
		last = drawn.catch(() => undefined);
		return drawn;
	};

	// The method of the class is read-only.
	Object.defineProperty(native, 'sampleToken', {value: draw});
}
