"""Bilateral conferences: one agenda, two languages."""
