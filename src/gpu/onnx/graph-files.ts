export type GraphFiles =
	| {readonly ok: true; readonly files: readonly [string, ...string[]]}
	/** The end of a sentence. */
	| {readonly ok: false; readonly problem: string};

const encoder = 'encoder_model.onnx';

/** Each way in which Hugging Face Optimum exports a language model. */
const layouts = [
	['model.onnx'],
	[encoder, 'decoder_model_merged.onnx'],
	[encoder, 'decoder_model.onnx', 'decoder_with_past_model.onnx'],
] as const;

/**
Find the ONNX files of a language model in its folder, or in `onnx/` within: a single one; an encoder with a decoder; or an encoder with one decoder for the first token, and one for those after it.

@param isThere Tells whether the folder has a file of that name.
*/
export function findGraphs(isThere: (name: string) => boolean): GraphFiles {
	const places = ['', 'onnx/'];
	const found = places
		.flatMap(place => layouts.map(names => names.map(name => place + name)))
		.find(names => names.every(name => isThere(name)));
	if (found) {
		return {ok: true, files: found as [string, ...string[]]};
	}

	const lone = places
		.flatMap(place => layouts.flat().map(name => place + name))
		.find(name => isThere(name));
	return {
		ok: false,
		problem:
			lone === undefined
				? 'there is no `model.onnx` in it'
				: lone.endsWith(encoder)
					? `beside its \`${lone}\` there is no \`decoder_model_merged.onnx\`, nor both \`decoder_model.onnx\` and \`decoder_with_past_model.onnx\``
					: `beside its \`${lone}\` there is no \`${encoder}\``,
	};
}
