import {createMetadataCache, type MetadataCache} from '../../chain/runtime/metadata-cache.ts';
import type {Home} from '../../support/home.ts';
import {keepsMetadata} from './networks.ts';

/** Get the home's cache of metadata, for the chain at an address. */
export const openMetadataCache = ({metadata}: Pick<Home, 'metadata'>, url: string): MetadataCache =>
	createMetadataCache(metadata, {accepts: genesisHash => keepsMetadata(url, genesisHash)});
