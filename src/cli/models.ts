import type {CommandContext} from '../support/command.ts';
import {addEvalCommand} from './models/eval.ts';
import {addListCommand} from './models/list.ts';
import {addOwnCommands} from './models/own.ts';
import {addUseCommand} from './models/use.ts';
import {createProgram, parseProgram} from './program.ts';

/** List the models that can answer queries, and choose, find, measure and fetch them. */
export async function run(context: CommandContext): Promise<void> {
	const program = createProgram(context, {
		name: 'models',
		summary: 'the models that can answer queries',
	});
	addListCommand(program, context);
	addUseCommand(program, context);
	addOwnCommands(program, context);
	addEvalCommand(program, context);
	await parseProgram(program, context.argv);
}
