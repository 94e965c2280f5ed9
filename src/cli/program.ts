import {Command, CommanderError, Help} from 'commander';
import type {CommandContext} from '../support/command.ts';
import {UsageError} from '../support/errors.ts';

/** Error thrown after printing help, so that nothing else runs. */
export class HelpShown extends Error {
	override name = 'HelpShown';
}

export type ProgramOptions = {
	/** The words that lead to the command, such as `wallet new`. */
	readonly name: string;
	readonly summary: string;
};

/**
Create a command-line parser that prints help to stdout and turns every mistake into a `UsageError`; it never exits the process.
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
			...silent,
		});
}

const silent = {
	writeErr() {
		// Errors are thrown and printed once, in the requested format.
	},
};

/**
Parse the words of a command line and run the matching action.

@throws {UsageError} If the command line is invalid.
@throws {HelpShown} If help was requested.
*/
export async function parseProgram(program: Command, argv: readonly string[]): Promise<void> {
	if (program.commands.length > 0) {
		// Before a subcommand is known, report a missing subcommand rather than an unknown option; the subcommand checks its own options.
		program.allowUnknownOption();
	}

	try {
		await program.parseAsync([...argv], {from: 'user'});
	} catch (error) {
		if (!(error instanceof CommanderError)) {
			throw error;
		}

		const [word = ''] = argv;
		const names = program.commands.map(command => command.name());
		const chosen = program.commands[names.indexOf(word)];
		const isUnknown = !chosen && names.length > 0 && !word.startsWith('-');
		if (isUnknown && error.code === 'commander.excessArguments') {
			// A group's default subcommand takes a misspelled one for an argument.
			await refuseUnknown(program.name(), word, names);
		}

		throw fromCommander(error, program, chosen);
	}
}

export type Alternatives = {
	readonly commands: readonly string[];
	/** The command that has a subcommand of that name. */
	readonly group: string | undefined;
};

/**
Reject an unknown command, suggesting similar ones.

@throws {UsageError} Always.
*/
export async function refuseCommand(word: string, {commands, group}: Alternatives): Promise<void> {
	if (group !== undefined) {
		throw new UsageError(`unknown command \`${word}\` (Did you mean ${group} ${word}?)`, {
			fix: `See \`btop ${group} --help\`.`,
		});
	}

	await refuseUnknown('btop', word, commands);
}

/** Let Commander reject a word that is none of a program's commands. */
async function refuseUnknown(name: string, word: string, commands: readonly string[]) {
	const program = new Command(name).exitOverride().configureOutput(silent);
	for (const command of commands) {
		program.command(command);
	}

	await parseProgram(program, [word]);
}

function fromCommander(error: CommanderError, program: Command, chosen: Command | undefined) {
	if (error.exitCode === 0) {
		return new HelpShown();
	}

	const name = chosen ? `${program.name()} ${chosen.name()}` : program.name();
	const help = `\`${name} --help\``;
	// Commander prints a group's help when it is called without a subcommand; here that is an error.
	if (error.code === 'commander.help') {
		const words = program.commands.map(command => `\`${command.name()}\``);
		return new UsageError(`\`${program.name()}\` needs a subcommand`, {
			fix: `Use one of ${words.join(', ')}; see ${help}.`,
		});
	}

	const message = error.message
		.replace(/^error: /v, '')
		.replaceAll("'", '`')
		.replaceAll(/\s+/gv, ' ');
	return new UsageError(message, {fix: `See ${help}.`});
}
