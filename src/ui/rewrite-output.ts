import {withMembers} from './with-members.ts';

/** Let what is written as text to an output pass a function first. Everything else of the output stays as it is. */
export function rewriteOutput<Output extends NodeJS.WriteStream>(
	output: Output,
	rewrite: (text: string) => string,
): Output {
	const write = (chunk: string | Uint8Array, callback?: () => void) =>
		output.write(typeof chunk === 'string' ? rewrite(chunk) : chunk, callback);
	return withMembers(output, {write});
}
