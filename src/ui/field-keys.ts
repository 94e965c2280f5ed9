import type {Key} from './keys.ts';

/** What can be pressed in a field, for the footer and the help. The field itself listens. */
export const fieldKeys: readonly Key[] = [
	{keys: ['enter'], does: 'Take what is written', short: 'go on'},
	{keys: ['left', 'right', 'home', 'end'], does: 'Move the cursor'},
	{keys: ['ctrl-u'], does: 'Delete up to the start'},
	{keys: ['ctrl-w'], does: 'Delete the word before the cursor'},
];
