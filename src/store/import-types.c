/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/import-job.h"

/* (transfer full): to import the whole file as guessed */
BwImportSpec *
bw_import_spec_new (const char *path)
{
  BwImportSpec *spec = g_new0 (BwImportSpec, 1);

  spec->path = g_strdup (path);
  return spec;
}

BwImportSpec *
bw_import_spec_copy (const BwImportSpec *spec)
{
  BwImportSpec *copy = bw_import_spec_new (spec->path);

  copy->member = g_strdup (spec->member);
  copy->guess = spec->guess != NULL ? bw_import_guess_copy (spec->guess) : NULL;
  copy->source = g_strdup (spec->source);
  return copy;
}

void
bw_import_spec_free (BwImportSpec *spec)
{
  g_free (spec->path);
  g_free (spec->member);
  g_clear_pointer (&spec->guess, bw_import_guess_free);
  g_free (spec->source);
  g_free (spec);
}

void
bw_import_outcome_free (BwImportOutcome *outcome)
{
  g_clear_pointer (&outcome->report, bw_import_report_free);
  g_clear_pointer (&outcome->series, g_array_unref);
  g_free (outcome->message);
  g_free (outcome);
}

void
bw_import_record_free (BwImportRecord *record)
{
  g_free (record->path);
  g_free (record->source);
  g_free (record->report_json);
  g_free (record);
}
