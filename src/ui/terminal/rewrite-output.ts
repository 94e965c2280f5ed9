import {withMembers} from './with-members.ts';

/** Pass all text written to an output through a function first. The rest of the output is unchanged. */
export function rewriteOutput<Output extends NodeJS.WriteStream>(
	output: Output,
	rewrite: (text: string) => string,
): Output {
	const write = (chunk: string | Uint8Array, callback?: () => void) =>
		output.write(typeof chunk === 'string' ? rewrite(chunk) : chunk, callback);
	return withMembers(output, {write});
}
