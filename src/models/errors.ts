import {BtopError, UsageError, type BtopErrorOptions} from '../support/errors.ts';

/** Error thrown when a folder of models has no readable catalogue. */
export class BadCatalogueError extends BtopError {
	override name = 'BadCatalogueError';
	override readonly code = 'bad-model';
	readonly path: string;

	constructor(path: string, problem: string, options: BtopErrorOptions = {}) {
		super(`The catalogue of models \`${path}\` cannot be used: ${problem}`, {
			fix: 'If it came with btop, reinstall btop.',
			...options,
		});
		this.path = path;
	}
}

/** Error thrown when no model of that name can answer the task. */
export class UnknownModelError extends UsageError {
	override name = 'UnknownModelError';
	readonly model: string;

	constructor(model: string, problem: string, options: BtopErrorOptions = {}) {
		super(`The model \`${model}\` cannot be chosen: ${problem}`, {
			fix: 'See `btop models list`, or pass the path of a model.',
			...options,
		});
		this.model = model;
	}
}
