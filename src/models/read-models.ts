import type {Home} from '../support/home.ts';
import {type Catalogue, readCatalogue} from './catalogue.ts';
import {type OwnModel, readOwnModels} from './own/own-models.ts';

/** The models of this machine. */
export type Models = {
	/** What ships. */
	readonly catalogue: Catalogue;
	/** What the operator pulled or added. */
	readonly own: readonly OwnModel[];
};

export type ReadModelsOptions = {
	/** The folder of the models that ship. */
	readonly modelsDirectory: string;
	readonly home: Pick<Home, 'models'>;
};

/**
Read which models this machine has.

@throws {BadCatalogueError} If the catalogue of those that ship cannot be read.
*/
export async function readModels({modelsDirectory, home}: ReadModelsOptions): Promise<Models> {
	return {
		catalogue: await readCatalogue({directory: modelsDirectory}),
		own: await readOwnModels(home.models),
	};
}
