export * from './report-data.ts'
export * from './report-page.ts'
