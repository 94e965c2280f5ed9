/**
Tidy up after each test file. Vitest runs this before each, even where they share their modules, so the hook runs after those of the file.
*/
import {afterAll} from 'vitest';
import {removeTemporaryFolders} from './temporary-folder.ts';

afterAll(removeTemporaryFolders);
