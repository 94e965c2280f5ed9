import {Command, CommanderError} from 'commander';
import type {CommandContext} from '../support/command.ts';
import {UsageError} from '../support/errors.ts';

/** Thrown after help was printed, so that nothing else runs. */
export class HelpShown extends Error {
	override name = 'HelpShown';
}

export type ProgramOptions = {
	/** The words that lead to it, such as `wallet new`. */
	readonly name: string;
	readonly summary: string;
};

/**
Create a command-line parser that prints help to stdout and turns every mistake into a `UsageError`; it never ends the process.
*/
export function createProgram({stdout}: CommandContext, {name, summary}: ProgramOptions): Command {
	return new Command(`btop ${name}`)
		.description(summary)
		.helpOption('-h, --help', 'show this help')
		.helpCommand(false)
		.showSuggestionAfterError()
		.allowExcessArguments(false)
		.exitOverride()
		.configureOutput({
			writeOut(text) {
				stdout.write(text);
			},
			writeErr() {
				// Errors are thrown, and printed once, in the form that was asked for.
			},
		});
}

/**
Parse the words of a command line and run the action they lead to.

@throws {UsageError} If they cannot be understood.
@throws {HelpShown} If help was asked for.
*/
export async function parseProgram(program: Command, argv: readonly string[]): Promise<void> {
	try {
		await program.parseAsync([...argv], {from: 'user'});
	} catch (error) {
		throw error instanceof CommanderError ? fromCommander(error, program) : error;
	}
}

function fromCommander(error: CommanderError, program: Command) {
	if (error.exitCode === 0) {
		return new HelpShown();
	}

	// Commander prints the help of a group that was called without a word; here that is a mistake.
	const message =
		error.code === 'commander.help' ? 'A word is missing' : error.message.replace(/^error: /v, '');
	return new UsageError(message.replaceAll("'", '`'), {
		fix: `See \`${program.name()} --help\`.`,
	});
}
