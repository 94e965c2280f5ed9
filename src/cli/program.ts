import {Command, CommanderError, Help} from 'commander';
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
		.configureHelp({
			optionDescription(option) {
				const description = new Help().optionDescription(option);
				return option.mandatory ? `${description} (required)` : description;
			},
		})
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
	if (program.commands.length > 0) {
		// Before the word nothing is known yet, and what lacks is the word; after it the word's own command looks.
		program.allowUnknownOption();
	}

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

	const help = `\`${program.name()} --help\``;
	// Commander prints the help of a group that was called without a word; here that is a mistake.
	if (error.code === 'commander.help') {
		const words = program.commands.map(command => `\`${command.name()}\``);
		return new UsageError(`After \`${program.name()}\` a word is missing`, {
			fix: `Give one of ${words.join(', ')} first; see ${help}.`,
		});
	}

	const message = error.message
		.replace(/^error: /v, '')
		.replaceAll("'", '`')
		.replaceAll(/\s+/gv, ' ');
	return new UsageError(message, {fix: `See ${help}.`});
}
