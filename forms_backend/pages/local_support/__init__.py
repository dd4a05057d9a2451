"""Who can help where: areas, partners, their pages and their data."""
