/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-path.h"

#include <stdlib.h>

/* A Unix socket's path holds 107 bytes: a hash keeps it short whatever the profile is called. */
#define HASH_DIGITS 20

/**
 * bw_local_socket_path:
 * @profile_path: a profile's folder
 *
 * Where the owner of a profile listens for its other front ends: in the user's runtime folder, in
 * Flatpak in the part of it that all instances of the application share.
 *
 * Returns: (transfer full): the path; neither it nor its folder need exist
 */
char *
bw_local_socket_path (const char *profile_path)
{
  g_autofree char *canonical = g_canonicalize_filename (profile_path, NULL);
  g_autofree char *resolved = realpath (canonical, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (
      G_CHECKSUM_SHA256, resolved != NULL ? resolved : canonical, -1);
  g_autofree char *file_name = g_strdup_printf ("%.*s.sock", HASH_DIGITS, hash);
  const char *flatpak_id = g_getenv ("FLATPAK_ID");

  if (flatpak_id != NULL && *flatpak_id != '\0')
    return g_build_filename (g_get_user_runtime_dir (), "app", flatpak_id, "bellwether", file_name,
                             NULL);
  return g_build_filename (g_get_user_runtime_dir (), "bellwether", file_name, NULL);
}
